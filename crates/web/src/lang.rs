//! The two languages of every page.

use crate::address::Address;

/// Language of a page. What documents say stays Chinese in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English, asked for with `?lang=en`.
    En,
}

impl Lang {
    /// The words of this language; a text without its twin does not compile.
    pub fn say<'w>(self, zh: &'w str, en: &'w str) -> &'w str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The address of a page in this language.
    pub fn at(self, address: Address) -> String {
        address.to(self)
    }

    /// Value of `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.say("zh-CN", "en")
    }

    /// Value of the `lang` parameter.
    pub fn code(self) -> &'static str {
        self.say("zh", "en")
    }

    /// The other language.
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Whether this is English.
    pub fn english(self) -> bool {
        self == Self::En
    }

    /// Why a figure answers a target, or answers none, as a reading gives it.
    pub fn link_reason(self, reason: &str) -> String {
        let en = shishi_extract::reason_en(reason).filter(|_| self.english());
        en.unwrap_or(reason).to_owned()
    }

    /// The value of an amount, of a range both ends: 1,000至1,200, 1,000 to 1,200.
    pub fn value(self, amount: &shishi_domain::Amount) -> String {
        match self {
            Self::Zh => amount.grouped(),
            Self::En => amount.grouped_en(),
        }
    }

    /// A target as people read it: ≥ 98.5 %, 1,000至1,200 个.
    pub fn target(self, amount: &shishi_domain::Amount) -> String {
        let (mark, value) = (amount.qualifier.mark(), self.value(amount));
        format!("{mark}{value} {}", amount.unit)
    }

    /// A completion that a unit stated as a percentage, without an amount.
    pub fn stated(self, share: &str) -> String {
        match self {
            Self::Zh => format!("{share}（填报）"),
            Self::En => format!("{share} (stated)"),
        }
    }

    /// A day as people read it: 2024年3月31日, 31 March 2024.
    pub fn day(self, day: jiff::civil::Date) -> String {
        match self {
            Self::Zh => shishi_domain::period::day_zh(day),
            Self::En => shishi_domain::period::day_en(day),
        }
    }

    /// By when something is to be done: 应于2024年6月30日前完成.
    pub fn due_by(self, day: jiff::civil::Date) -> String {
        match self {
            Self::Zh => format!("应于{}前完成", self.day(day)),
            Self::En => format!("due by {}", self.day(day)),
        }
    }

    /// Who acted: 督查室, the supervision office.
    pub fn actor(self, name: &str) -> &str {
        match self {
            Self::Zh => shishi_domain::programme::actor_zh(name),
            Self::En => shishi_domain::programme::actor_en(name),
        }
    }

    /// Name of a period: 一季度, Q1.
    pub fn period(self, code: shishi_domain::PeriodCode) -> String {
        match self {
            Self::Zh => code.zh(),
            Self::En => code.en(),
        }
    }

    /// Day of a moment in Chinese official time.
    pub fn moment(self, moment: jiff::Timestamp) -> String {
        self.day(official_day(moment))
    }
}

/// The day of a moment in Chinese official time, UTC+8.
pub fn official_day(moment: jiff::Timestamp) -> jiff::civil::Date {
    jiff::tz::offset(8).to_datetime(moment).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_naturally() {
        let day = jiff::civil::date(2024, 3, 31);
        assert_eq!(Lang::Zh.day(day), "2024年3月31日");
        assert_eq!(Lang::En.day(day), "31 March 2024");
    }
}
