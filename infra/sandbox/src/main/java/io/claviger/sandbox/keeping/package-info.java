/** What outlives a sandbox that has a data folder: its keys, applications, custom schemes and clients. */
@NullMarked
package io.claviger.sandbox.keeping;

import org.jspecify.annotations.NullMarked;
