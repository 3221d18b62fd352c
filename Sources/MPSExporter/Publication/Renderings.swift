/// Renders away from the threads that serve, and one at a time: were a rendering overtaken by another that began later, a
/// counter would be seen to fall. Of many requests that find nothing ready the first has the rendering made, and the
/// others find it.
actor Renderings {
    /// Renders, unless what is wanted has come about while others rendered.
    func make(unless isDone: () -> Bool = { false }, _ rendering: () -> Void) {
        if !isDone() { rendering() }
    }
}
