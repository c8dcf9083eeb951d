from django.db.models import QuerySet

from fuldmagt.organisations.models import BusinessUser, Department, Employment


def one(ref: str, *, organisation: str) -> Employment | None:
    return (
        Employment.objects.select_related("organisation", "department", "user")
        .filter(ref=ref, organisation__ref=organisation)
        .first()
    )


def of_department(department: Department) -> QuerySet[Employment]:
    return department.employments.select_related("user").order_by("name", "start")


def of_user(user: BusinessUser) -> QuerySet[Employment]:
    return user.employments.select_related("department").order_by("-start")
