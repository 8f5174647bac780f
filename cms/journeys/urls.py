"""The citizen's address of journeys within a municipality's portal."""

from django.urls import path

from cms.journeys import views

app_name = "journeys"

urlpatterns = [path("mit-forloeb/", views.my_journeys, name="mine")]
