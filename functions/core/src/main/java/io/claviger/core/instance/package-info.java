/** One app on one device: its identity, its registration, its token and the state of its calls. */
@NullMarked
package io.claviger.core.instance;

import org.jspecify.annotations.NullMarked;
