/** What the TVE Dashboard keeps: registered applications, custom schemes and software statements. */
@NullMarked
package io.claviger.sandbox.dashboard;

import org.jspecify.annotations.NullMarked;
