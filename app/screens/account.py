"""Who looks at the page, signing in and out, and what someone without a role is told."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.access.roles import Role, Visitor, visitor
from app.interface import Wording
from app.settings import Settings
from app.uploads.passes import PASSES


def current_visitor(settings: Settings) -> Visitor:
    """Who looks at the page in this run; inside another site's page everyone is the public."""
    if st.context.is_embedded:
        return Visitor()
    return visitor(st.user.to_dict(), st.context.headers.to_dict(), settings, datetime.now(UTC))


def settle_session(who: Visitor) -> None:
    """Takes from the session of who is no staff (any more) what only staff may do beside the pages: send files."""
    context = get_script_run_ctx()
    if context is not None and who.role < Role.STAFF:
        PASSES.take(context.session_id)


def draw_account(who: Visitor, signs_in: bool, words: Wording) -> None:
    """At the foot of the sidebar: sign in, or who is signed in and the way out, or why staff pages are open."""
    if who.local:
        st.html(f'<p class="wz-side-note">{escape(words.say("staff_local"))}</p>')
    elif who.address:
        role = words.say(f"role_{who.role.name.lower()}")
        st.html(f'<p class="wz-side-note wz-who"><b>{escape(who.address)}</b><span>{escape(role)}</span></p>')
        st.button(words.say("sign_out"), key="sign-out", type="tertiary", icon=":material/logout:", on_click=st.logout)
    elif signs_in and not st.context.is_embedded:
        st.button(words.say("sign_in"), key="sign-in", type="tertiary", icon=":material/login:", on_click=st.login)


def draw_without_role(who: Visitor, words: Wording) -> None:
    """The first page of who signed in and has no role: what that means, and whom to ask."""
    st.html(
        f'<div class="wz-first"><h1>{escape(words.say("page_account"))}</h1>'
        f'<p class="wz-lead">{escape(words.say("no_role", address=who.address))}</p></div>'
    )


def lacks_role(who: Visitor) -> bool:
    """True for who signed in and may do no more than the public."""
    return bool(who.address) and who.role is Role.PUBLIC
