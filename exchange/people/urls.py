from django.urls import path

from exchange.people import views

urlpatterns = [
    path("people/me/", views.own_profile, name="own_profile"),
    path("people/<slug:handle>/", views.person, name="person"),
]
