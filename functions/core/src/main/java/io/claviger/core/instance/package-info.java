/** One app on one device: its identity, its registration, its token and the bookkeeping around them. */
@NullMarked
package io.claviger.core.instance;

import org.jspecify.annotations.NullMarked;
