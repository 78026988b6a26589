"""What several test files use."""

import time

import pytest


def check_each(cases, check):
    """Runs a check for every case of a table in one workspace, and tells all that failed."""
    failures = []
    for case in cases:
        arguments = case if isinstance(case, tuple) else (case,)
        try:
            check(*arguments)
        except (Exception, pytest.fail.Exception) as error:
            failures.append(f"{case!r}: {error}")
    assert not failures, "\n".join(failures)


def all_pages(search):
    """Every row of a search, which is given a page token and answers a page."""
    rows, token = [], None
    while True:
        page = search(token)
        rows += page
        token = page.token
        if not token:
            return rows


def wait_until(condition, seconds=15):
    """Asks again until the condition holds; answers what it gave."""
    end = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.02)
    return result
