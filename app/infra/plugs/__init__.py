"""The ways to real gateways: SMS over HTTP, e-mail over SMTP, the Telegram Bot API. Settings choose among them."""
