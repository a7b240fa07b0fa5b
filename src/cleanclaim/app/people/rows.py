"""How is a fact kept? As a row whose columns come from the fact's own definition."""

from collections.abc import Collection
from dataclasses import MISSING, fields
from typing import Any, ClassVar

from django.db import models

from cleanclaim.app.people.tenancy import PracticeManager
from cleanclaim.core.basics import identifiers
from cleanclaim.core.facts import codec
from cleanclaim.core.facts.definition import Column, columns


class Row(models.Model):
    """A row named by what it is: its key is derived, so that the same history gives the same keys."""

    append_only: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def key(cls, *parts: object) -> Any:
        """The key of the row that these parts name."""
        return identifiers.key(cls._meta.label_lower, *parts)

    def facts(self) -> Any:
        """This row as its fact."""
        of: type = getattr(type(self), "fact")  # noqa: B009 — set by `keeps`
        return of(**{column.name: self._held(column) for column in columns(of)})

    def _held(self, column: Column) -> Any:
        if column.scalar == "key" and not column.many:
            return getattr(self, f"{column.name}_id")
        value = getattr(self, column.name)
        if column.many:
            if column.part is None:
                return tuple(value)
            return tuple(codec.from_document(column.part, one) for one in value)
        if column.part is not None and value is not None:
            return codec.from_document(column.part, value)
        return value


class PracticeRow(Row):
    """A row that belongs to one practice; every query is narrowed to the practices in scope."""

    practice = models.ForeignKey("people.Practice", models.PROTECT, related_name="+")

    objects = PracticeManager()

    class Meta:
        abstract = True


def columns_from(fact: object) -> dict[str, Any]:
    """A fact as the keyword arguments of its row."""
    document = codec.to_document(fact)
    given: dict[str, Any] = {}
    for column in columns(type(fact)):
        value = getattr(fact, column.name)
        if column.scalar == "key" and not column.many:
            given[f"{column.name}_id"] = value
        elif column.many or column.part is not None:
            given[column.name] = document.get(column.name, [] if column.many else None)
        else:
            given[column.name] = value
    return given


def keeps(fact: type, *, but: Collection[str] = ()) -> type[models.Model]:
    """An abstract model with a field for each column of a fact; keys become the model's own foreign keys.

    `but` names columns that the model declares itself.
    """
    defaults = {field.name: field.default for field in fields(fact)}
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"The columns of {fact.__name__}.",
        "fact": fact,
        "Meta": type("Meta", (), {"abstract": True}),
    }
    for column in columns(fact):
        if column.scalar == "key" or column.name in but:
            continue
        body[column.name] = _field(column, defaults[column.name])
    return type(f"{fact.__name__}Columns", (models.Model,), body)


def _field(column: Column, default: Any) -> models.Field:
    if column.many:
        return models.JSONField(default=list, blank=True)
    if column.part is not None:
        return models.JSONField(null=column.optional, blank=column.optional)
    options: dict[str, Any] = {"null": True, "blank": True} if column.optional else {}
    if default is not MISSING and default is not None:
        options |= {"default": default, "blank": True}
    kind, own = _KINDS[column.scalar or "text"]
    return kind(**own, **options)


_KINDS: dict[str, tuple[type[models.Field], dict[str, Any]]] = {
    "text": (models.TextField, {}),
    "code": (models.CharField, {"max_length": 80}),
    "integer": (models.IntegerField, {}),
    "cents": (models.BigIntegerField, {}),
    "boolean": (models.BooleanField, {}),
    "date": (models.DateField, {}),
    "instant": (models.DateTimeField, {}),
    "decimal": (models.DecimalField, {"max_digits": 24, "decimal_places": 6}),
}
