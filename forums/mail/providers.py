"""Providers that bring mail by a webhook which one secret (basic authentication) can guard."""

PROVIDERS = {
    name: f"anymail.webhooks.{name}.{view}InboundWebhookView"
    for name, view in {
        "brevo": "Brevo",
        "mailgun": "Mailgun",  # also signs: INBOUND_SIGNING_KEY
        "mailjet": "Mailjet",
        "postmark": "Postmark",
        "sendgrid": "SendGrid",
        "sparkpost": "SparkPost",
    }.items()
}
