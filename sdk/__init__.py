"""The SDK's own folder: its distribution is `sandbank`, its generator is not shipped."""
