/** Applications and instances as callers see them, without secrets. */
@NullMarked
package io.claviger.api.view;

import org.jspecify.annotations.NullMarked;
