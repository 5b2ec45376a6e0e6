"""The pages that evaluation brings to the app: the runs, and the answers to review."""

from __future__ import annotations

from typing import Final

from app.access.roles import Role
from app.screens.frame import Page
from eval import page_review, page_runs

PAGES: Final = (
    Page("runs", ":material/monitoring:", page_runs.draw, Role.STAFF),
    Page("review", ":material/rate_review:", page_review.draw, Role.STAFF),
)
