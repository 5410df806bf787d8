/** The records of the TVE Dashboard: registered applications, custom schemes and software statements. */
@NullMarked
package io.claviger.sandbox.dashboard;

import org.jspecify.annotations.NullMarked;
