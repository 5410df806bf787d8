/** What the adapters are tested against and with. */
@NullMarked
package io.claviger.aws.testing;

import org.jspecify.annotations.NullMarked;
