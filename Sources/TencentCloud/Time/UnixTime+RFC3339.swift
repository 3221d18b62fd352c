extension UnixTime {
    /// The instant as RFC 3339 in UTC with whole seconds, `2021-02-03T04:05:06Z`; a fraction is cut off.
    ///
    /// This is the form in which the API takes and gives times.
    package var rfc3339: String {
        let date = CivilDate(self)
        let second = Int(wholeSeconds - wholeSeconds.quotientRoundedDown(by: 86_400) * 86_400)
        let time = "\((second / 3600).padded(to: 2)):\((second / 60 % 60).padded(to: 2)):\((second % 60).padded(to: 2))"
        return "\(date.text)T\(time)Z"
    }
}
