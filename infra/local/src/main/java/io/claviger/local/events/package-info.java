/** Amazon EventBridge's {@code PutEvents}. */
@NullMarked
package io.claviger.local.events;

import org.jspecify.annotations.NullMarked;
