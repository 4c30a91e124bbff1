import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from exchange.people.access import member, member_or_none
from tests.factories import ben, visitor


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.django_db
def test_a_member_is_the_member():
    assert member(request_of(ben())) == ben()
    assert member_or_none(request_of(ben())) == ben()


def test_a_visitor_is_no_member():
    assert member_or_none(request_of(visitor())) is None
    with pytest.raises(PermissionDenied):
        member(request_of(visitor()))
