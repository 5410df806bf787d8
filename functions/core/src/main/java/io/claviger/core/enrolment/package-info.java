/** Devices with keys of their own: how they enrol, and how a key ends. */
@NullMarked
package io.claviger.core.enrolment;

import org.jspecify.annotations.NullMarked;
