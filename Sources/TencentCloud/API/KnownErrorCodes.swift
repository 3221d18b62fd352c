/// The error codes that Tencent Cloud documents for all its APIs and for MPS.
package enum KnownErrorCodes {
    /// Bounds the values of a `code` label; the API may send others.
    package static let all: Set<String> = Set(common + mediaProcessing)

    private static let common = [
        "ActionOffline",
        "AuthFailure.InvalidAuthorization", "AuthFailure.InvalidSecretId", "AuthFailure.MFAFailure",
        "AuthFailure.SecretIdNotFound", "AuthFailure.SignatureExpire", "AuthFailure.SignatureFailure",
        "AuthFailure.TokenFailure", "AuthFailure.UnauthorizedOperation",
        "DryRunOperation", "FailedOperation", "InternalError", "InvalidAction", "InvalidParameter",
        "InvalidParameterValue", "InvalidRequest", "IpInBlacklist", "IpNotInWhitelist", "LimitExceeded",
        "MissingParameter", "NoSuchProduct", "NoSuchVersion",
        "RequestLimitExceeded", "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "RequestLimitExceeded.IPLimitExceeded", "RequestLimitExceeded.UinLimitExceeded",
        "RequestSizeLimitExceeded", "ResourceInUse", "ResourceInsufficient", "ResourceNotFound",
        "ResourceUnavailable", "ResponseSizeLimitExceeded", "ServiceUnavailable", "UnauthorizedOperation",
        "UnknownParameter", "UnsupportedOperation", "UnsupportedProtocol", "UnsupportedRegion",
    ]

    private static let mediaProcessing = [
        "FailedOperation.InvalidMpsUser", "FailedOperation.InvalidUser", "FailedOperation.NetWorkError",
        "FailedOperation.TaskNotFound", "FailedOperation.UserArrears", "InternalError.AccessDBError",
        "InvalidParameter.EndTime", "InvalidParameter.StartTime", "InvalidParameterValue.Limit",
        "InvalidParameterValue.TaskId", "InvalidParameterValue.UserUnRegister", "LimitExceeded.CreateTask",
        "ResourceNotFound.UserUnregister",
    ]
}
