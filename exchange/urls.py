from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from exchange import views

# One way to log in: the administration's own would count no failed tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("allauth.account.urls")),
    path("administration/", admin.site.urls),
    path("", include("exchange.people.urls")),
    path("", include("exchange.notices.urls")),
    path("", include("casestudies.urls")),
    path("", include("forums.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
