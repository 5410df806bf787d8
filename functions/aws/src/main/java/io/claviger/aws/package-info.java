/** Claviger's ports on AWS: the clients, the settings, and what is built of them. */
@NullMarked
package io.claviger.aws;

import org.jspecify.annotations.NullMarked;
