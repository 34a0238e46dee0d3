"""The scope `auth`: what it is sent and answers; when to log in is the session's business."""

from __future__ import annotations

from qbtui.api.access import Access
from qbtui.api.answer import Answer, check
from qbtui.api.endpoint import Params
from qbtui.api.errors import Banned, LoginRejected, NotQbittorrent


def credentials(access: Access) -> Params:
    """Return what to log in with.

    Raises:
        LoginRejected: there is nothing that the server could accept, and so none to try.
    """
    if access.api_key:
        raise LoginRejected(
            "The server does not accept the API key.",
            "API keys need qBittorrent 5.2 or newer.",
            "api_key",
        )
    if not access.username or not access.password:
        # No server lets in with either empty, and five attempts are a ban.
        raise LoginRejected("The server wants a user name and password.")
    try:
        # What the environment gives may be bytes of any kind.
        (access.username + access.password).encode()
    except UnicodeEncodeError:
        raise LoginRejected("The user name or password is not valid UTF-8.") from None
    return {"username": access.username, "password": access.password}


def check_login(answer: Answer) -> None:
    """Accept an answer of `auth/login` that says we are in: `Ok.`, or from 5.2 on no content.

    Raises:
        LoginRejected: wrong user name or password: `Fails.` up to 5.1, 401 later.
        Banned: too many failures from this address.
    """
    if answer.status == 403:
        refuses = "The server refuses logins from this address for now."
        raise Banned(answer.quote if answer.says_why else refuses)
    if answer.status == 401 or answer.text.strip() == "Fails.":
        raise LoginRejected("The server rejected the user name or password.")
    check(answer, "auth/login")
    if answer.is_html:
        raise NotQbittorrent("A web page came instead of an answer to the login.")
