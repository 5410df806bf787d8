/** Amazon EventBridge, as far as putting events goes. */
@NullMarked
package io.claviger.local.events;

import org.jspecify.annotations.NullMarked;
