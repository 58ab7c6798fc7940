"""Which column plays which part (given name, email, phone …), from headers and values."""

from twinset.roles.infer import infer_roles

__all__ = ["infer_roles"]
