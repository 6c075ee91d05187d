"""What a person signs in with besides a password: an app that shows codes, passkeys, codes on paper."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthenticatorApp(models.Model):
    """The app that shows a person a new code every thirty seconds (TOTP).

    `secret` is encrypted with the key of the site. A code counts once: `last_step` is the half minute of the last
    one that did.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="authenticator_app",
    )
    secret = models.CharField(_("secret"), max_length=300)
    added_at = models.DateTimeField(_("added"))
    last_step = models.PositiveBigIntegerField(_("last half minute"), default=0)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A key in a person's telephone, computer or token that signs them in (WebAuthn), under the name they gave it.

    `credential` is what the device sent when it was added: its id and its public key.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(_("name"), max_length=60)
    credential_id = models.CharField(_("id"), max_length=1400, unique=True)
    credential = models.BinaryField(_("public key"))
    counter = models.PositiveBigIntegerField(_("uses that the device counted"), default=0)
    added_at = models.DateTimeField(_("added"))
    used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code on paper that replaces a lost telephone once. Its row is gone once it was used."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="recovery_codes",
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
