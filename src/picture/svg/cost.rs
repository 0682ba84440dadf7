//! The cost of drawing, computed before a drawing is drawn: the memory of its layers, and how often each pixel is touched.
//!
//! It follows `resvg::render` layer by layer. The factors are nanoseconds, measured on an ordinary machine.

use resvg::tiny_skia::{IntRect, NonZeroRect, Rect, Transform};
use resvg::usvg::filter::{Filter, Kind, Primitive};
use resvg::usvg::tiny_skia_path::{PathSegment, Point};
use resvg::usvg::{
    BaseGradient, BlendMode, ClipPath, Group, Image, ImageKind, Mask, Node, Paint, Path, Pattern, Stroke, Tree,
};

use crate::lang::noun;
use crate::picture::Fault;

/// The most processor time that a drawing may take, in nanoseconds on an ordinary machine.
const MOST_WORK: u64 = 2_000_000_000;

/// The most memory that its layers may take at the same time, in bytes.
const MOST_BYTES: u64 = 128 << 20;

/// The cost of each element, visible or not.
const ELEMENT: u64 = 500;

/// The rasterizer divides each row of pixels into this many rows, and follows the outline through each.
const FINE: f64 = 4.0;

/// A drawing is rarely drawn at more than this many times its own size.
const FAR_LARGER: f32 = 50.0;

const SLOW: Fault = Fault::TooMuch(noun!("its filters, masks and layers would take too long to draw"));
const LARGE: Fault = Fault::TooMuch(noun!("its filters, masks and layers would take more than 128 MiB"));

const FAR: Fault = Fault::TooMuch(noun!("its filters reach too far"));

/// Checks the cost of a drawing on a canvas of this many pixels, at `scale` times its own size.
///
/// # Errors
/// What costs too much.
pub fn check(tree: &Tree, (width, height): (u32, u32), scale: f32) -> Result<(), Fault> {
    let mut cost = Cost { work: 0, bytes: 0 };
    let canvas = Canvas { width: width.into(), height: height.into(), bounds: bounds(width, height) };
    cost.layer(canvas.area(), |cost| cost.children(tree.root(), Transform::from_scale(scale, scale), canvas))
}

/// The furthest that layers extend, on any side of the canvas.
fn bounds(width: u32, height: u32) -> Option<IntRect> {
    IntRect::from_xywh(-(width as i32) * 2, -(height as i32) * 2, width * 5, height * 5)
}

/// The canvas that is drawn on.
#[derive(Clone, Copy)]
struct Canvas {
    width: f64,
    height: f64,
    /// The furthest that layers extend.
    bounds: Option<IntRect>,
}

impl Canvas {
    fn area(self) -> f64 {
        self.width * self.height
    }

    fn of(rect: IntRect, bounds: Option<IntRect>) -> Self {
        Self { width: rect.width().into(), height: rect.height().into(), bounds }
    }
}

struct Cost {
    work: u64,
    /// The memory of the current layers.
    bytes: u64,
}

type Checked = Result<(), Fault>;

impl Cost {
    fn work(&mut self, nanoseconds: f64) -> Checked {
        // A cost that is not a number must be refused.
        let nanoseconds = if nanoseconds.is_nan() { u64::MAX } else { nanoseconds as u64 };
        self.work = self.work.saturating_add(nanoseconds);
        if self.work > MOST_WORK { Err(SLOW) } else { Ok(()) }
    }

    /// Adds a layer of this many pixels while `inside` runs.
    fn layer(&mut self, area: f64, inside: impl FnOnce(&mut Self) -> Checked) -> Checked {
        let bytes = (area * 4.0) as u64;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MOST_BYTES {
            return Err(LARGE);
        }
        self.work(area * 2.0)?;
        inside(self)?;
        self.bytes -= bytes;
        Ok(())
    }

    fn children(&mut self, group: &Group, transform: Transform, canvas: Canvas) -> Checked {
        for node in group.children() {
            self.work(ELEMENT as f64)?;
            match node {
                Node::Group(group) => self.group(group, transform, canvas)?,
                Node::Path(path) => self.path(path, transform, canvas)?,
                Node::Image(image) => self.image(image, transform, canvas)?,
                Node::Text(text) => self.group(text.flattened(), transform, canvas)?,
            }
        }
        Ok(())
    }

    fn group(&mut self, group: &Group, transform: Transform, canvas: Canvas) -> Checked {
        let transform = transform.pre_concat(group.transform());
        if !group.should_isolate() {
            return self.children(group, transform, canvas);
        }
        // Filters work on a layer without rotation.
        let (transform, bounds) = match group.filters() {
            [] => (transform, canvas.bounds),
            _ => upright(transform, canvas.bounds),
        };
        let Some(rect) = layer_of(group, transform, bounds) else { return Ok(()) };
        let layer = Canvas::of(rect, bounds);
        let transform = Transform::from_translate(-rect.x() as f32, -rect.y() as f32).pre_concat(transform);
        self.layer(layer.area(), |cost| {
            cost.children(group, transform, layer)?;
            for filter in group.filters() {
                cost.filter(filter, transform, layer)?;
            }
            if let Some(clip) = group.clip_path() {
                cost.clip(clip, transform, layer)?;
            }
            if let Some(mask) = group.mask() {
                cost.mask(mask, transform, layer)?;
            }
            cost.work(layer.area() * (25.0 + blending(group.blend_mode())))
        })
    }

    fn clip(&mut self, clip: &ClipPath, transform: Transform, layer: Canvas) -> Checked {
        self.layer(layer.area() * 1.25, |cost| {
            let inside = transform.pre_concat(clip.transform());
            cost.clip_children(clip.root(), inside, layer)?;
            clip.clip_path().map_or(Ok(()), |inner| cost.clip(inner, transform, layer))?;
            cost.work(layer.area() * 20.0)
        })
    }

    fn clip_children(&mut self, group: &Group, transform: Transform, layer: Canvas) -> Checked {
        for node in group.children() {
            self.work(ELEMENT as f64)?;
            match node {
                Node::Path(path) => self.path(path, transform, layer)?,
                Node::Group(group) => {
                    let transform = transform.pre_concat(group.transform());
                    match group.clip_path() {
                        Some(clip) => self.layer(layer.area(), |cost| {
                            cost.clip_children(group, transform, layer)?;
                            cost.clip(clip, transform, layer)
                        })?,
                        None => self.clip_children(group, transform, layer)?,
                    }
                }
                Node::Text(text) => self.clip_children(text.flattened(), transform, layer)?,
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn mask(&mut self, mask: &Mask, transform: Transform, layer: Canvas) -> Checked {
        self.layer(layer.area() * 1.25, |cost| {
            cost.children(mask.root(), transform, layer)?;
            mask.mask().map_or(Ok(()), |inner| cost.mask(inner, transform, layer))?;
            cost.work(layer.area() * 25.0)
        })
    }

    fn filter(&mut self, filter: &Filter, transform: Transform, layer: Canvas) -> Checked {
        let (width, height) = reach_of(filter.rect(), transform)?;
        let part = Canvas { width: width.min(layer.width), height: height.min(layer.height), ..layer };
        // The result of each primitive is kept for later ones, and each works on copies of its inputs.
        let kept = filter.primitives().len() as f64 + 4.0;
        self.layer(part.area() * kept, |cost| {
            for primitive in filter.primitives() {
                reach_of(primitive.rect(), transform)?;
                cost.work(part.area() * each_pixel(primitive, transform, part))?;
                if let Kind::Image(image) = primitive.kind() {
                    let (across, down) = transform.get_scale();
                    cost.children(image.root(), Transform::from_scale(across, down), part)?;
                }
            }
            Ok(())
        })
    }

    fn path(&mut self, path: &Path, transform: Transform, canvas: Canvas) -> Checked {
        let line = Line::of(path, transform, canvas);
        let seen = path.stroke_bounding_box().transform(transform);
        let area = seen.map_or(canvas.area(), |it| covered(it, canvas));
        if let Some(fill) = path.fill() {
            self.work(line.points * 50.0 + edges(line.rows, line.points))?;
            self.paint(fill.paint(), transform, canvas, area)?;
        }
        if let Some(stroke) = path.stroke() {
            self.work(line.stroked(stroke, transform, canvas))?;
            self.paint(stroke.paint(), transform, canvas, area)?;
        }
        Ok(())
    }

    /// Adds the painting of this many pixels with a color, gradient or pattern.
    fn paint(&mut self, paint: &Paint, transform: Transform, canvas: Canvas, area: f64) -> Checked {
        match paint {
            Paint::Color(_) => self.work(area * 4.5),
            Paint::LinearGradient(it) => self.work(area * gradient(it)),
            Paint::RadialGradient(it) => self.work(area * gradient(it)),
            Paint::Pattern(pattern) => {
                let place = transform.pre_concat(pattern.transform());
                // A pattern that is turned or mirrored is sampled, not copied.
                let is_upright = !place.has_skew() && place.sx > 0.0 && place.sy > 0.0;
                self.work(area * if is_upright { 40.0 } else { 330.0 })?;
                self.pattern(pattern, transform, canvas)
            }
        }
    }

    fn pattern(&mut self, pattern: &Pattern, transform: Transform, canvas: Canvas) -> Checked {
        let (across, down) = transform.pre_concat(pattern.transform()).get_scale();
        let side = |length: f32, scale: f32| f64::from(length) * f64::from(scale);
        let (width, height) = (side(pattern.rect().width(), across), side(pattern.rect().height(), down));
        let tile = Canvas { width, height, ..canvas };
        self.layer(tile.area(), |cost| cost.children(pattern.root(), Transform::from_scale(across, down), tile))
    }

    fn image(&mut self, image: &Image, transform: Transform, canvas: Canvas) -> Checked {
        match image.kind() {
            ImageKind::SVG(tree) => self.layer(canvas.area(), |cost| cost.children(tree.root(), transform, canvas)),
            // Decoded each time it is drawn, and sampled for each pixel that it covers.
            _ => {
                let (width, height) = (image.size().width(), image.size().height());
                let seen = Rect::from_xywh(0.0, 0.0, width, height).and_then(|it| it.transform(transform));
                let area = seen.map_or(canvas.area(), |it| covered(it, canvas));
                self.layer(f64::from(width) * f64::from(height), |cost| {
                    cost.work(f64::from(width) * f64::from(height) * 20.0 + area * 150.0)
                })
            }
        }
    }
}

/// The most pixels of a canvas that a rectangle covers.
fn covered(rect: Rect, canvas: Canvas) -> f64 {
    f64::from(rect.width()).min(canvas.width) * f64::from(rect.height()).min(canvas.height)
}

/// Width and height of a filter's region in pixels. An error if the place is beyond the range of numbers.
fn reach_of(rect: NonZeroRect, transform: Transform) -> Result<(f64, f64), Fault> {
    let rect = rect.transform(transform).ok_or(FAR)?;
    let edges = [rect.left(), rect.top(), rect.right(), rect.bottom()];
    match edges.iter().all(|it| it.abs() < 1e9) {
        true => Ok((f64::from(rect.width()).ceil() + 1.0, f64::from(rect.height()).ceil() + 1.0)),
        false => Err(FAR),
    }
}

/// The part of a canvas that the layer of a group takes. `None` if it is outside.
fn layer_of(group: &Group, transform: Transform, bounds: Option<IntRect>) -> Option<IntRect> {
    let (bounds, rect) = (bounds?, group.layer_bounding_box().transform(transform)?);
    let (left, top) = (f64::from(rect.left()).floor() - 2.0, f64::from(rect.top()).floor() - 2.0);
    let (right, bottom) = (f64::from(rect.right()).ceil() + 2.0, f64::from(rect.bottom()).ceil() + 2.0);
    // Numbers out of range stay at its end, which is outside all bounds.
    IntRect::from_ltrb(
        (left as i32).max(bounds.left()),
        (top as i32).max(bounds.top()),
        (right as i32).min(bounds.right()),
        (bottom as i32).min(bounds.bottom()),
    )
}

/// A transform without its rotation, and bounds that fit it.
fn upright(transform: Transform, bounds: Option<IntRect>) -> (Transform, Option<IntRect>) {
    let (across, down) = (transform.sx.hypot(transform.ky), transform.kx.hypot(transform.sy));
    let turn = Transform::from_row(
        transform.sx / across,
        transform.ky / across,
        transform.kx / down,
        transform.sy / down,
        0.0,
        0.0,
    );
    let Some(back) = turn.invert() else { return (transform, None) };
    let bounds = bounds.and_then(|it| it.to_rect().transform(back)?.round_out());
    (back.pre_concat(transform), bounds)
}

/// Nanoseconds per pixel of a gradient, which goes through its stops each time.
fn gradient(of: &BaseGradient) -> f64 {
    42.0 + of.stops().len() as f64 * 0.6
}

/// Nanoseconds per pixel for blending in another mode than the normal one.
fn blending(mode: BlendMode) -> f64 {
    match mode {
        BlendMode::Normal => 0.0,
        _ => 45.0,
    }
}

/// Nanoseconds per pixel of a filter primitive.
fn each_pixel(primitive: &Primitive, transform: Transform, part: Canvas) -> f64 {
    let (across, down) = transform.get_scale();
    let reach = |radius: f32, scale: f32, most: f64| (f64::from(radius) * f64::from(scale)).min(most) * 2.0 + 1.0;
    let own = match primitive.kind() {
        Kind::Turbulence(it) => 200.0 * f64::from(it.num_octaves()),
        Kind::Morphology(it) => {
            let wide = reach(it.radius_x().get(), across, part.width);
            wide * reach(it.radius_y().get(), down, part.height) * 6.0
        }
        Kind::ConvolveMatrix(it) => f64::from(it.matrix().columns()) * f64::from(it.matrix().rows()) * 15.0,
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 220.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 250.0,
        Kind::Merge(it) => it.inputs().len() as f64 * 40.0,
        Kind::Blend(it) => blending(it.mode()),
        Kind::Tile(_) | Kind::DisplacementMap(_) => 60.0,
        _ => 0.0,
    };
    own + 80.0
}

/// Nanoseconds to follow `count` edges of a shape through rows of pixels. The edges of a row are kept in order, and many of them do not fit
/// into a cache.
fn edges(rows: f64, count: f64) -> f64 {
    rows * FINE * (22.0 + 80.0 * (count / 200_000.0).min(1.0))
}

/// The outline of a shape, in pixels of the canvas.
struct Line {
    points: f64,
    /// How many rows its segments pass through, added up.
    rows: f64,
    /// Its greatest length, in its own units, including what is outside the canvas.
    length: f64,
}

impl Line {
    fn of(path: &Path, transform: Transform, canvas: Canvas) -> Self {
        let mut line = Self { points: 0.0, rows: 0.0, length: 0.0 };
        let mut last = Point::default();
        let mut first = last;
        for segment in path.data().segments() {
            match segment {
                PathSegment::MoveTo(to) => (first, last) = (to, to),
                PathSegment::LineTo(to) => line.on(&mut last, to, transform, canvas),
                PathSegment::QuadTo(by, to) => {
                    [by, to].iter().for_each(|it| line.on(&mut last, *it, transform, canvas))
                }
                PathSegment::CubicTo(by, then, to) => {
                    [by, then, to].iter().for_each(|it| line.on(&mut last, *it, transform, canvas));
                }
                PathSegment::Close => line.on(&mut last, first, transform, canvas),
            }
        }
        line
    }

    fn on(&mut self, from: &mut Point, to: Point, transform: Transform, canvas: Canvas) {
        let row = |mut point: Point| {
            transform.map_point(&mut point);
            f64::from(point.y).clamp(0.0, canvas.height)
        };
        self.points += 1.0;
        self.rows += (row(to) - row(*from)).abs() + 1.0;
        self.length += f64::from(to.x - from.x).hypot(f64::from(to.y - from.y));
        *from = to;
    }

    /// Nanoseconds to draw the outline itself.
    fn stroked(&self, stroke: &Stroke, transform: Transform, canvas: Canvas) -> f64 {
        let (across, down) = transform.get_scale();
        let width = (f64::from(stroke.width().get()) * f64::from(across.max(down))).min(canvas.height);
        let dashes = stroke.dasharray().map_or(0.0, |array| {
            let interval: f64 = array.iter().copied().map(f64::from).sum();
            // Beyond a million dashes none is drawn.
            (self.length / interval * array.len() as f64).min(1e6)
        });
        // On both sides of it, and around the ends of each piece.
        let pieces = self.points + dashes;
        // Curves that are greatly enlarged are divided into more lines than they have points.
        let enlarged = if across.max(down) > FAR_LARGER { 4.0 } else { 1.0 };
        enlarged * (pieces * 400.0 + edges(self.rows * 2.0 + pieces * width * 2.0, pieces * 4.0))
    }
}
