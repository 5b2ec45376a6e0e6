"""The page of the runs: how much was right over time, what a run missed, what it changed, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

import streamlit as st

from app.interface import Wording
from app.screens.frame import Frame
from eval import view_run
from eval.compare import compare
from eval.errors import NothingToCompare
from eval.history import RunLine, earlier_of_its_set, known_runs, run_line
from eval.job import Job, Jobs
from eval.page_wording import page_words, style
from eval.record import Run
from eval.report import run_to_html
from eval.settings import EvalSettings, own_names, set_names
from eval.store import load
from eval.view_miss import miss_to_html

SHOWN: Final = 20
"""So many misses are drawn at most; the report that can be kept has all of them."""
RUNS: Final = 60
"""So many of the latest runs are told of."""
_ALL: Final = ""
_SEEN: Final = "run_seen"
_NEWEST: Final = "run_newest"


def draw(frame: Frame) -> None:
    """One run of the page."""
    words, settings = page_words(frame.words.language), EvalSettings()
    st.html(f"<style>{style()}</style>")
    st.html(view_run.head_to_html(frame.words.say("page_runs"), words.say("runs_lead")))
    _draw_start(settings, words)
    lines = [line for name in known_runs(settings.runs)[:RUNS] if (line := _line(str(settings.runs.absolute()), name))]
    if not lines:
        st.html(f'<p class="wz-missing">{escape(words.say("runs_none", folder=settings.runs))}</p>')
        return
    if len(lines) > 1:
        st.html(view_run.title_to_html(words.say("runs_over_time")))
        st.altair_chart(view_run.history_chart(lines, words), width="stretch")
    _draw_run(_choose(lines, words), lines, settings, words)


@st.cache_resource(show_spinner=False)
def _jobs() -> Jobs:
    return Jobs()


@st.cache_data(show_spinner=False, max_entries=500)
def _line(folder: str, name: str) -> RunLine | None:
    return run_line(Path(folder), name)


@st.cache_resource(show_spinner=False, max_entries=4)
def _run(folder: str, name: str) -> Run:
    return load(Path(folder) / name)


def _draw_start(settings: EvalSettings, words: Wording) -> None:
    sets = [_ALL, *set_names(settings), *own_names(settings)]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="start"):
        chosen = st.selectbox(
            words.say("runs_set"), sets, key="run_set", format_func=lambda name: name or words.say("runs_all")
        )
        if st.button(words.say("runs_start"), key="run_start", type="primary"):
            _jobs().start(chosen, settings)
            st.session_state[_SEEN] = False
    job = _jobs().last
    if job is not None and (job.running or not st.session_state.get(_SEEN, True)):
        _draw_job(job, words)
    elif job is not None and not job.ended_well:
        said = f'<p class="wz-missing">{escape(words.say("runs_failed"))}</p><p class="we-said">{escape(job.complaint())}</p>'
        st.html(said)


@st.fragment(run_every=1.0)
def _draw_job(job: Job, words: Wording) -> None:
    """How far the run is; when it ends, the page is drawn anew with it, once."""
    if job.running:
        done, total, name = job.progress()
        named = name if done + 1 < total else words.say("runs_again")
        st.progress(
            min(done / total, 1.0) if total else 0.0,
            words.say("runs_asking", done=done, total=total or "…", name=named),
        )
        return
    st.session_state[_SEEN], st.session_state[_NEWEST] = True, job.ended_well
    st.rerun()


def _choose(lines: Sequence[RunLine], words: Wording) -> RunLine:
    by_name = {line.name: line for line in lines}
    if st.session_state.pop(_NEWEST, False) or st.session_state.get("run_name") not in by_name:
        st.session_state["run_name"] = lines[0].name
    chosen = st.selectbox(
        words.say("runs_choose"),
        list(by_name),
        key="run_name",
        format_func=lambda name: view_run.line_to_text(by_name[name], words),
    )
    return by_name[chosen]


def _draw_run(line: RunLine, lines: list[RunLine], settings: EvalSettings, words: Wording) -> None:
    run = _run(str(settings.runs.absolute()), line.name)
    st.html(view_run.tiles_to_html(line, run, words))
    st.html(view_run.title_to_html(words.say("runs_by_type")) + view_run.table_to_html(run, words))
    before = earlier_of_its_set(line, lines)
    if before is not None:
        _draw_changes(before, _run(str(settings.runs.absolute()), before.name), run, words)
    _draw_misses(run, words)
    st.download_button(words.say("runs_download"), run_to_html(run), f"{run.name}.html", "text/html", key="run_report")


def _draw_changes(line: RunLine, before: Run, run: Run, words: Wording) -> None:
    try:
        found = compare(before, run)
    except NothingToCompare:
        return
    st.html(view_run.title_to_html(words.say("runs_changes", before=view_run.when(line.began))))
    st.html(view_run.changes_to_html(found, words))


def _draw_misses(run: Run, words: Wording) -> None:
    missed = [mark for mark in run.marks if not mark.right]
    st.html(view_run.title_to_html(words.say("runs_misses"), len(missed)))
    if not missed:
        st.html(f'<p class="wz-missing">{escape(words.say("runs_no_misses"))}</p>')
        return
    types = sorted({mark.type for mark in missed})
    chosen: Any = st.pills(words.say("runs_types"), types, key="miss_type", label_visibility="collapsed")
    shown = [mark for mark in missed if chosen in (None, mark.type)]
    questions = {question.id: question for question in run.questions}
    for mark in shown[:SHOWN]:
        st.html(miss_to_html(questions[mark.id], mark, run.answers.get(mark.id), {}, words.words))
    if len(shown) > SHOWN:
        st.html(f'<p class="wz-missing">{escape(words.say("runs_more", count=len(shown) - SHOWN))}</p>')
