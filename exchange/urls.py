from django.contrib import admin
from django.urls import include, path

from exchange import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("administration/", admin.site.urls),
    path("", include("exchange.people.urls")),
    path("", include("casestudies.urls")),
    path("", include("forums.urls")),
]

handler403 = views.permission_denied
handler404 = views.page_not_found
