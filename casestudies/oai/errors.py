"""What a harvester is told: the protocol's own codes, each with words for whoever reads the log."""


class Refusal(Exception):
    """One of the protocol's errors; ``code`` goes into the answer as it is."""

    code = ""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadVerb(Refusal):
    code = "badVerb"


class BadArgument(Refusal):
    code = "badArgument"


class BadResumptionToken(Refusal):
    code = "badResumptionToken"


class CannotDisseminateFormat(Refusal):
    code = "cannotDisseminateFormat"


class IdDoesNotExist(Refusal):
    code = "idDoesNotExist"


class NoRecordsMatch(Refusal):
    code = "noRecordsMatch"


class NoMetadataFormats(Refusal):
    code = "noMetadataFormats"
