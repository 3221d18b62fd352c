/// Renders for requests that find nothing ready, away from the threads that serve. One at a time: of many that come at
/// once the first has the rendering made, and the others find it.
actor FirstRenderings {
    /// Renders, unless another request has had it done meanwhile.
    func render(unless isDone: () -> Bool, _ rendering: () -> Void) {
        if !isDone() { rendering() }
    }
}
