//! The frame around every page.

use shishi_app::snapshot::Snapshot;
use shishi_domain::PeriodCode;

use crate::address::Address;
use crate::components::Mixed;
use crate::lang::Lang;
use crate::prefs::{Prefs, Theme};
use crate::reader::Reader;

/// Which entry of the main navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Section {
    /// 承诺总览.
    Overview,
    /// 责任单位.
    Units,
    /// 进展报告.
    Report,
    /// 数据开放.
    Data,
    /// 怎么看灯.
    Lights,
    /// None of them.
    #[default]
    None,
}

/// What the frame says of the site.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// 大兴区; empty where nothing is stored yet.
    pub name: String,
    /// Year of the list that the navigation leads to.
    pub year: Option<i16>,
    /// Its period.
    pub period: Option<PeriodCode>,
    /// Whether the data are the built-in example.
    pub example: bool,
}

impl Site {
    /// The site that shows this snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            name: snapshot.jurisdiction.name.clone(),
            year: Some(snapshot.programme.year),
            period: Some(snapshot.period.code),
            example: snapshot.example,
        }
    }
}

/// A step of the way to a page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Words.
    pub text: String,
    /// Where it leads; the last step leads nowhere.
    pub href: Option<String>,
}

/// The frame around a page: a field named `layout` in each page struct.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Language.
    pub t: Lang,
    /// How the page is shown.
    pub prefs: Prefs,
    /// The site.
    pub site: Site,
    /// Entry of the navigation.
    pub section: Section,
    /// Title without the site's name.
    pub title: String,
    /// Address of the page, without language.
    pub address: Address,
    /// The way to the page; empty for pages at the top.
    pub crumbs: Vec<Crumb>,
}

impl Layout {
    /// A frame.
    pub fn new(
        reader: &Reader,
        site: Site,
        section: Section,
        title: String,
        address: Address,
    ) -> Self {
        Self {
            t: reader.lang,
            prefs: reader.prefs,
            site,
            section,
            title,
            address,
            crumbs: Vec::new(),
        }
    }

    /// Adds the way to the page: steps with their addresses, then the page itself.
    #[must_use]
    pub fn under(mut self, steps: Vec<(String, Address)>, here: impl Into<String>) -> Self {
        let t = self.t;
        self.crumbs = std::iter::once((t.say("首页", "Home").to_owned(), crate::links::home()))
            .chain(steps)
            .map(|(text, address)| Crumb {
                text,
                href: Some(t.at(address)),
            })
            .collect();
        self.crumbs.push(Crumb {
            text: here.into(),
            href: None,
        });
        self
    }

    /// A text of the page whose Chinese stretches are marked.
    pub fn mixed(&self, text: &str) -> Mixed {
        Mixed::new(self.t, text)
    }

    /// Name of the site: 大兴区民生实事.
    pub fn name(&self) -> String {
        format!("{}民生实事", self.site.name)
    }

    /// What the button for colours switches to, and its words.
    pub fn next_theme(&self) -> (&'static str, &'static str) {
        match self.prefs.theme {
            Theme::Auto => ("dark", self.t.say("深色", "Dark")),
            Theme::Dark => ("light", self.t.say("浅色", "Light")),
            Theme::Light => ("auto", self.t.say("随系统", "System")),
        }
    }

    /// Address of this page in a language.
    pub fn href_in(&self, lang: Lang) -> String {
        self.address.to(lang)
    }

    /// Address of this page.
    pub fn here(&self) -> String {
        self.address.to(self.t)
    }

    /// Address of this page in the other language.
    pub fn twin(&self) -> String {
        self.address.to(self.t.other())
    }

    fn is(&self, section: Section) -> bool {
        self.section == section
    }

    /// Entries of the main navigation: words, address, whether it is this section.
    pub fn navigation(&self) -> Vec<(&'static str, String, bool)> {
        use crate::links;
        let t = self.t;
        let mut entries = Vec::with_capacity(5);
        let overview = self.site.year.map_or_else(links::home, links::year);
        entries.push((
            t.say("承诺总览", "Overview"),
            t.at(overview),
            self.is(Section::Overview),
        ));
        entries.push((
            t.say("责任单位", "Units"),
            t.at(links::units()),
            self.is(Section::Units),
        ));
        if let Some(period) = self.site.period {
            entries.push((
                t.say("进展报告", "Report"),
                t.at(links::report(period)),
                self.is(Section::Report),
            ));
        }
        entries.push((
            t.say("数据开放", "Data"),
            t.at(links::data()),
            self.is(Section::Data),
        ));
        entries.push((
            t.say("怎么看灯", "Lamps"),
            t.at(links::lights()),
            self.is(Section::Lights),
        ));
        entries
    }
}
