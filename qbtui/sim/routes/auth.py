"""The scope `auth`: logging in and out."""

from __future__ import annotations

from qbtui.sim.call import Call
from qbtui.sim.messages import REASONS, Response
from qbtui.sim.router import Answer, route


@route("auth/login", mutates=True, post="4.4.4")
def login(call: Call) -> Answer:
    """Open a session, unless the client has one."""
    by_status = call.release.has("login answers by status")
    welcome = Response(204) if by_status else Response(200, b"Ok.")
    if call.current is not None:
        return welcome
    sessions = call.server.sessions
    if not sessions.log_in(call.text("username"), call.text("password"), call.request.client):
        return Response(401, REASONS[401].encode()) if by_status else Response(200, b"Fails.")
    cookie = sessions.cookie(sessions.open(), call.server.time_of_day())
    if cookie:
        welcome.headers.append(("Set-Cookie", cookie))
    return welcome


@route("auth/logout", mutates=True, post="4.4.4")
def logout(call: Call) -> Answer:
    """End the session."""
    call.server.sessions.close(call.session)
    return Response(200, headers=[("Set-Cookie", call.server.sessions.no_cookie())])
