/** Duration and outcome of calls to the authorization server. */
@NullMarked
package io.claviger.aws.upstream;

import org.jspecify.annotations.NullMarked;
