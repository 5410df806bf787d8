/** What every function is started with: its settings, its adapters, and the plumbing of its events. */
@NullMarked
package io.claviger.runtime;

import org.jspecify.annotations.NullMarked;
