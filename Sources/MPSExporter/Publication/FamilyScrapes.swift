internal import MicroHTTP

/// Makes the responses to scrapes of some families, each for itself. One at a time, so that however many are asked for
/// they take one core at most, and away from the threads that serve.
actor FamilyScrapes {
    /// The response of a scrape in one variant, with the families of these names.
    func response(
        of scrape: PreparedScrape, _ variant: ScrapeVariant, named names: Set<String>
    ) throws(MicroHTTPError) -> PreparedResponse {
        try scrape.response(variant, named: names)
    }
}
