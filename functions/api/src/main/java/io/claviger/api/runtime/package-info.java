/** What every function is started with: its environment, a clock's companion, and the policies that the deployment sets. */
@NullMarked
package io.claviger.api.runtime;

import org.jspecify.annotations.NullMarked;
