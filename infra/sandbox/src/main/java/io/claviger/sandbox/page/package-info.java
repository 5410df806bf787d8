/** The TVE Dashboard page. */
@NullMarked
package io.claviger.sandbox.page;

import org.jspecify.annotations.NullMarked;
