/** AWS Secrets Manager, by its JSON protocol. */
@NullMarked
package io.claviger.local.secretsmanager;

import org.jspecify.annotations.NullMarked;
