"""What a client is told instead of predictions."""


class Refusal(Exception):
    """A request that gets no predictions: what the client is told instead."""

    def __init__(self, status, code, message, stack=None):
        super().__init__(message)
        self.status, self.code, self.message, self.stack = status, code, message, stack


def bad_request(message):
    return Refusal(400, "BAD_REQUEST", message)


def invalid(message):
    return Refusal(400, "INVALID_PARAMETER_VALUE", message)
