/** All of Claviger on one machine, from the template that deploys it. */
@NullMarked
package io.claviger.local;

import org.jspecify.annotations.NullMarked;
