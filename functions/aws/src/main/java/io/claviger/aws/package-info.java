/** Claviger's ports on AWS: clients, settings and adapters. */
@NullMarked
package io.claviger.aws;

import org.jspecify.annotations.NullMarked;
