"""The closed lists that our own rules depend on. What editors may change is a ``Vocabulary`` instead."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NarrativeKey(models.TextChoices):
    """The eleven sections in their order; Ekblom's 5Is are the spine."""

    IN_A_NUTSHELL = "in_a_nutshell", _("In a nutshell")
    PROBLEM_AND_CONTEXT = "problem_and_context", _("Problem and context")
    WHAT_WAS_DONE = "what_was_done", _("What was done")
    HOW = "how", _("How")
    WHO = "who", _("Who")
    WHAT_CHANGED = "what_changed", _("What changed")
    WHAT_DID_NOT_WORK = "what_did_not_work", _("What did not work")
    WHAT_WE_WOULD_DO_DIFFERENTLY = "what_we_would_do_differently", _("What we would do differently")
    SUSTAINING_IT = "sustaining_it", _("Sustaining it")
    IF_YOU_WANT_TO_TRY_IT = "if_you_want_to_try_it", _("If you want to try it")
    QUESTIONS_WE_ARE_ASKING_YOU = "questions_we_are_asking_you", _("Questions we are asking you")


class PlaceRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    CO_IMPLEMENTER = "co_implementer", _("Co-implementer")
    FUNDER = "funder", _("Funder")
    CONVENER = "convener", _("Convener")
    ENABLER = "enabler", _("Enabler")
    POLICY_OWNER = "policy_owner", _("Policy owner")
    DATA_PROVIDER = "data_provider", _("Data provider")
    RECIPIENT = "recipient", _("Recipient after handover")
    OBSERVER = "observer", _("Observer")


class LocationPrecision(models.TextChoices):
    """How exactly the public may learn where it was."""

    PROVINCE = "province", _("Province only")
    MUNICIPALITY = "municipality", _("Municipality")
    SITE = "site", _("Site")
    WITHHELD = "withheld", _("Withheld")


class ContentNote(models.TextChoices):
    """A page with a note warns its reader and offers a way out and help lines."""

    GENDER_BASED_VIOLENCE = "gender_based_violence", _("Gender-based violence")
    HARM_TO_CHILDREN = "harm_to_children", _("Harm to children")


class Direction(models.TextChoices):
    IMPROVED = "improved", _("Improved")
    MIXED = "mixed", _("Mixed")
    NO_CHANGE = "no_change", _("No change")
    WORSENED = "worsened", _("Worsened")
    TOO_EARLY = "too_early", _("Too early to say")
    NOT_MEASURED = "not_measured", _("Not measured")


class HowWeKnow(models.TextChoices):
    """The Maryland Scientific Methods Scale (Sherman and others, 1998), with 0 added."""

    TESTIMONY = "0", _("0 Testimony")
    COUNTS = "1", _("1 Counts")
    BEFORE_AND_AFTER = "2", _("2 Before and after")
    COMPARISON_AREA = "3", _("3 With a comparison area")
    MATCHED = "4", _("4 Matched or controlled")
    RANDOMISED = "5", _("5 Randomised")


class LessonKind(models.TextChoices):
    WORKED = "worked", _("Worked")
    DID_NOT_WORK = "did_not_work", _("Did not work")
    MIXED = "mixed", _("Mixed")
    CAUTION = "caution", _("Caution")
    OPEN_QUESTION = "open_question", _("Open question")
    PRECONDITION = "precondition", _("Precondition")


class LessonConfidence(models.TextChoices):
    ONE_VOICE = "one_voice", _("One voice")
    SEVERAL_VOICES = "several_voices", _("Several voices in one engagement")
    SEVERAL_ENGAGEMENTS = "several_engagements", _("Several engagements")
    EVALUATED = "evaluated", _("Independently evaluated")


class TrialDirection(models.TextChoices):
    """What became of a lesson elsewhere: the three that the small picture shows."""

    WORKED = "worked", _("It worked")
    MIXED = "mixed", _("Partly, or too early to say")
    DID_NOT_WORK = "did_not_work", _("It did not work")


class Attribution(models.TextChoices):
    """How much a lesson says about whose experience it was."""

    NAMED = "named", _("Named")
    ROLE_AND_MUNICIPALITY = "role_and_municipality", _("Role and municipality")
    ROLE = "role", _("Role only")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House: nobody is named")
    WITHHELD = "withheld", _("Withheld")


class RelationKind(models.TextChoices):
    """Read from this case study to the other one."""

    PART_OF = "part_of", _("Part of")
    REPLICATES = "replicates", _("Replicates")
    ADAPTS = "adapts", _("Adapts")
    CONTRASTS = "contrasts", _("Contrasts with")
    CONTINUES = "continues", _("Continues")


# A case can't be part of itself, however long the way round; contrasts are mutual and make no order.
ORDERING_RELATIONS = frozenset(
    {RelationKind.PART_OF, RelationKind.REPLICATES, RelationKind.ADAPTS, RelationKind.CONTINUES}
)


class SourceKind(models.TextChoices):
    """Types of CSL-JSON that our sources are of."""

    REPORT = "report", _("Report")
    ARTICLE = "article-journal", _("Journal article")
    BOOK = "book", _("Book")
    CHAPTER = "chapter", _("Chapter")
    WEB_PAGE = "webpage", _("Web page")
    NEWS = "article-newspaper", _("Newspaper article")
    DATA = "dataset", _("Data")
    POLICY = "legislation", _("Law, by-law or policy")
    TALK = "speech", _("Presentation")
    UNPUBLISHED = "manuscript", _("Unpublished document")
