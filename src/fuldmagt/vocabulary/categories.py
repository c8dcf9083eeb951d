"""What an organisation, or a department of it, is: rights are open to some categories only."""

from enum import StrEnum


class Category(StrEnum):
    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE_AUTHORITY = "state_authority"
    COMPANY = "company"
    TRADE_UNION = "trade_union"
    LAW_FIRM = "law_firm"
    INSURER = "insurer"
    INSURANCE_DEPARTMENT = "insurance_department"
    ASSOCIATION = "association"
    PENSION_PROVIDER = "pension_provider"
    ADVISER = "adviser"


class DataClass(StrEnum):
    """How delicate the data of a service are; decides which means may open it."""

    ORDINARY = "ordinary"
    CONFIDENTIAL = "confidential"
    SENSITIVE = "sensitive"
