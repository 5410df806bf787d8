package io.claviger.core.refresh;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.ClientCredentials;

/**
 * A request for a token. If the authorization server refuses a header that is not proved yet, the request is repeated
 * with the proved one: a bad header must not cost an instance its token.
 *
 * @param device the device of the call that was answered
 */
record TokenRequest(TokenAnswer answer, Device device) {

    /** @param again the authorization server for the repeated request */
    static TokenRequest send(
            AuthorizationServer authorizationServer,
            AuthorizationServer again,
            ClientCredentials credentials,
            Device device) {
        TokenAnswer answer = authorizationServer.requestToken(credentials, device);
        return device.fallenBack()
                .filter(_ -> answer instanceof TokenAnswer.Failed(Failure.RequestRefused _))
                .map(proved -> new TokenRequest(again.requestToken(credentials, proved), proved))
                .orElseGet(() -> new TokenRequest(answer, device));
    }
}
