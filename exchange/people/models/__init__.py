from exchange.people.models.consent import Consent, ConsentPurpose, ConsentWording
from exchange.people.models.organisation import Organisation
from exchange.people.models.user import User

__all__ = ["Consent", "ConsentPurpose", "ConsentWording", "Organisation", "User"]
