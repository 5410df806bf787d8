package io.claviger.local.secretsmanager;

import java.time.Instant;

/** One version of a secret, which never changes. */
record SecretVersion(SecretValue value, Instant created) {}
