/** Calls to the authorization server, watched: how long each took and how it ended. */
@NullMarked
package io.claviger.aws.upstream;

import org.jspecify.annotations.NullMarked;
