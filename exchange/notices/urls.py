from django.urls import path

from exchange.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read, name="read_notices"),
    path("notices/settings/", views.settings_page, name="notice_settings"),
    path("mail/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
