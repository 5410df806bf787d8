/** What callers are shown of applications and instances; never a secret. */
@NullMarked
package io.claviger.api.view;

import org.jspecify.annotations.NullMarked;
