from django.db import models

from fuldmagt.vocabulary.assurance import Level


class Person(models.Model):
    """A human being, once, however many users it has."""

    ref = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)
    national_number = models.TextField(blank=True)  # sealed with the person's key
    national_number_index = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=16, default=Level.SUBSTANTIAL.word)  # how surely identified

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_person_for_each_national_number",
                fields=["national_number_index"],
                condition=~models.Q(national_number_index=""),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Eid(models.Model):
    """A person's electronic identity at an issuer: the pair of issuer and subject is the only key.

    Never the e-mail address or a name, which their holder can change. `universal` is the identifier that
    every broker of the same eID tells, so that the person is known again when the operator changes broker.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="eids")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    universal = models.CharField(max_length=80, blank=True, db_index=True)  # `mitid:` and a UUID
    has_national_number = models.BooleanField()
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_eid_for_each_subject", fields=["issuer", "subject"])]
